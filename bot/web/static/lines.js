// What the person says: shown at once, kept until the server has it, sent in order.

import { addWaiting, dropWaiting, markGone, markUnsent } from "./log.js";
import { newKey, post, postForm, Refused } from "./net.js";

// By person: who signs in here next sends nobody else's words.
const KEPT = `unsent-${document.querySelector("#chat").dataset.person}`;
const AGAIN_AFTER = 4000;
// Signed out, too slow, too much at once.
const LATER = [401, 408, 429];

let lines = JSON.parse(sessionStorage.getItem(KEPT) ?? "[]");
let sending = false;
let onRefused = () => {};

// Files outlive no reload of the page; whoever leaves while some wait is asked.
const keep = () => sessionStorage.setItem(KEPT, JSON.stringify(lines.filter((line) => !line.files)));
window.addEventListener("beforeunload", (event) => {
  if (lines.some((line) => line.files)) event.preventDefault();
});

export const whenRefused = (handler) => { onRefused = handler; };

export function say(query, words) {
  const line = { key: newKey(), query, ...words };
  if (line.press && lines.some((other) => other.press === line.press && other.message === line.message)) return;
  lines.push(line);
  keep();
  addWaiting(line);
  send();
}

export function showWaiting(query) {
  lines.filter((line) => line.query === query).forEach(addWaiting);
}

export async function send() {
  if (sending) return;
  sending = true;
  while (lines.length && (await sendOne(lines[0]))) {
    lines.shift();
    keep();
  }
  sending = false;
}

function carry({ query, files, ...body }) {
  const place = `/messages?${query}`;
  if (!files) return post(place, body);
  const form = new FormData();
  form.append("key", body.key);
  form.append("text", body.text);
  files.forEach((file) => form.append("file", file));
  return postForm(place, form, (part) => markGone(body, part));
}

// Whether the line is done with: taken, or refused for good.
async function sendOne(line) {
  try {
    await carry(line);
    return true;
  } catch (error) {
    if (error instanceof Refused && error.status < 500 && !LATER.includes(error.status)) {
      dropWaiting(line);
      onRefused(line, error.message);
      return true;
    }
    if (error instanceof Refused && error.status === 401) location.reload();
    markUnsent(line);
    setTimeout(send, AGAIN_AFTER);
    return false;
  }
}
