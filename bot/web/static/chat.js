// The chat page: event stream, input box, and which messages were read.

import { choose, take, whenBad } from "./files.js";
import { say, send, showWaiting, whenRefused } from "./lines.js";
import { add, addEarlier, busy, clear, firstId, lastId, lastNews } from "./log.js";
import { post } from "./net.js";

const page = document.querySelector("#chat");
const words = page.dataset;
const state = document.querySelector("#state");
const line = document.querySelector("#line");
const problem = document.querySelector("#problem");
const earlier = document.querySelector("#earlier");
const RETRY_MS = 3000;
const BACK_NOTICE_MS = 4000;

let query = words.query;
let source = null;
let retry = 0;
let lost = false;
let seen = 0;

const urlOf = (path, more = {}) => `${path}?${new URLSearchParams([...new URLSearchParams(query), ...Object.entries(more)])}`;

function showState(sentence, good = false) {
  state.textContent = sentence;
  state.classList.toggle("good", good);
}

function connect() {
  clearTimeout(retry);
  source?.close();
  source = new EventSource(urlOf("/events", { after: lastId() }));
  source.addEventListener("message", (event) => {
    add(JSON.parse(event.data));
    noteSeen();
  });
  source.addEventListener("ready", (event) => ready(JSON.parse(event.data)));
  source.addEventListener("news", (event) => document.dispatchEvent(new CustomEvent("news", { detail: JSON.parse(event.data) })));
  source.addEventListener("over", comeBack);
  source.onerror = disconnected;
}

function ready(start) {
  if (start.earlier) earlier.hidden = false;
  busy(false);
  if (lost) {
    showState(words.back, true);
    setTimeout(() => { if (!lost) showState(""); }, BACK_NOTICE_MS);
  } else showState("");
  lost = false;
  noteSeen();
  send();
}

function disconnected() {
  lost = true;
  showState(words.lost);
  clearTimeout(retry);
  // The browser reconnects by itself, unless the server refused.
  if (source.readyState === EventSource.CLOSED) retry = setTimeout(comeBack, RETRY_MS);
}

async function comeBack() {
  try {
    const answer = await fetch(urlOf("/"), { redirect: "manual" });
    if (answer.type === "opaqueredirect") location.reload();
    else connect();
  } catch {
    disconnected();
  }
}

function noteSeen() {
  const upto = lastNews();
  if (page.querySelector('[aria-busy="true"]') || document.visibilityState !== "visible" || upto <= seen) return;
  seen = upto;
  post(urlOf("/read"), { upto }).catch(() => { seen = 0; });
}

// Shows another person's page in the same window (training mode).
export function turnTo(otherQuery) {
  query = words.query = otherQuery;
  line.value = "";
  seen = 0;
  lost = false;
  earlier.hidden = true;
  clear();
  open();
}

function open() {
  busy(true);
  showState(words.connecting);
  // Text typed before this script was loaded is kept.
  line.value = sessionStorage.getItem(draft()) || line.value;
  fitLine();
  showWaiting(query);
  connect();
}

// Storage key of the unfinished text, which survives a reload and a new sign-in.
const draft = () => `draft-${words.person}-${query}`;

function keepDraft() {
  sessionStorage.setItem(draft(), line.value);
}

function fitLine() {
  line.style.height = "auto";
  line.style.height = `${line.scrollHeight + 2}px`;
}

function complain(sentence) {
  problem.textContent = sentence;
  problem.hidden = !sentence;
}

document.querySelector("#composer").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = line.value.trim();
  const files = take();
  line.focus();
  if (!text && !files.length) return;
  complain("");
  line.value = "";
  keepDraft();
  fitLine();
  say(query, files.length ? { text, files } : { text });
});

whenBad(complain);

line.addEventListener("input", () => { fitLine(); keepDraft(); });
line.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  line.form.requestSubmit();
});

page.addEventListener("click", (event) => {
  const { press, message, say: words } = event.target.closest("button")?.dataset ?? {};
  if (press) say(query, { press, message, text: event.target.closest("button").firstChild.textContent });
  else if (words) say(query, { text: words });
});

whenRefused((refused, sentence) => {
  if (refused.files) choose(refused.files);
  if (!refused.press && !line.value) line.value = refused.text;
  complain(sentence);
  fitLine();
});

earlier.addEventListener("click", async () => {
  const response = await fetch(urlOf("/messages", { before: firstId() }));
  if (!response.ok) return;
  const answer = await response.json();
  addEarlier(answer.messages);
  earlier.hidden = !answer.earlier;
});

window.addEventListener("offline", () => { source.close(); disconnected(); });
window.addEventListener("online", connect);
document.addEventListener("visibilitychange", noteSeen);
window.addEventListener("pagehide", () => source.close());
window.addEventListener("pageshow", (event) => { if (event.persisted) connect(); });

open();
