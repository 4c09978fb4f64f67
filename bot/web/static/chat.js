// The live page of one person: connection, box to write in, what has been seen.

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
const AGAIN_AFTER = 3000;
const GOOD_NEWS_FOR = 4000;

let query = words.query;
let source = null;
let retry = 0;
let lost = false;
let seen = 0;

const place = (path, more = {}) => `${path}?${new URLSearchParams([...new URLSearchParams(query), ...Object.entries(more)])}`;

function tell(sentence, good = false) {
  state.textContent = sentence;
  state.classList.toggle("good", good);
}

function connect() {
  clearTimeout(retry);
  source?.close();
  source = new EventSource(place("/events", { after: lastId() }));
  source.addEventListener("message", (event) => {
    add(JSON.parse(event.data));
    noteSeen();
  });
  source.addEventListener("ready", (event) => ready(JSON.parse(event.data)));
  source.addEventListener("news", (event) => document.dispatchEvent(new CustomEvent("news", { detail: JSON.parse(event.data) })));
  source.addEventListener("over", comeBack);
  source.onerror = disconnected;
}

function ready(told) {
  if (told.earlier) earlier.hidden = false;
  busy(false);
  if (lost) {
    tell(words.back, true);
    setTimeout(() => { if (!lost) tell(""); }, GOOD_NEWS_FOR);
  } else tell("");
  lost = false;
  noteSeen();
  send();
}

function disconnected() {
  lost = true;
  tell(words.lost);
  clearTimeout(retry);
  // The browser tries again by itself, unless the server refused.
  if (source.readyState === EventSource.CLOSED) retry = setTimeout(comeBack, AGAIN_AFTER);
}

async function comeBack() {
  try {
    const answer = await fetch(place("/"), { redirect: "manual" });
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
  post(place("/read"), { upto }).catch(() => { seen = 0; });
}

// Another person's page in the same window.
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
  tell(words.connecting);
  // Who types before this script is there keeps what is typed.
  line.value = sessionStorage.getItem(draft()) || line.value;
  fitLine();
  showWaiting(query);
  connect();
}

// What is half written outlives a reload, and the door when a session ends.
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
  const answer = await fetch(place("/messages", { before: firstId() }));
  if (!answer.ok) return;
  const told = await answer.json();
  addEarlier(told.messages);
  earlier.hidden = !told.earlier;
});

window.addEventListener("offline", () => { source.close(); disconnected(); });
window.addEventListener("online", connect);
document.addEventListener("visibilitychange", noteSeen);
window.addEventListener("pagehide", () => source.close());
window.addEventListener("pageshow", (event) => { if (event.persisted) connect(); });

open();
