// Outgoing messages: shown at once, stored until the server has them, sent in order.

import { addWaiting, dropWaiting, markGone, markUnsent } from "./log.js";
import { newKey, post, postForm, Refused } from "./net.js";

// The key names the person: the next one to sign in does not send these messages.
const KEPT = `unsent-${document.querySelector("#chat").dataset.person}`;
const RETRY_MS = 4000;
// Statuses worth another try: signed out, timed out, too many requests.
const RETRIED = [401, 408, 429];

let lines = JSON.parse(sessionStorage.getItem(KEPT) ?? "[]");
let sending = false;
let onRefused = () => {};

// Files cannot be stored: the browser asks before the page is left while some are unsent.
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

function transmit({ query, files, ...body }) {
  const path = `/messages?${query}`;
  if (!files) return post(path, body);
  const form = new FormData();
  form.append("key", body.key);
  form.append("text", body.text);
  files.forEach((file) => form.append("file", file));
  return postForm(path, form, (part) => markGone(body, part));
}

// Whether the message is finished: stored by the server, or finally refused.
async function sendOne(line) {
  try {
    await transmit(line);
    return true;
  } catch (error) {
    if (error instanceof Refused && error.status < 500 && !RETRIED.includes(error.status)) {
      dropWaiting(line);
      onRefused(line, error.message);
      return true;
    }
    if (error instanceof Refused && error.status === 401) location.reload();
    markUnsent(line);
    setTimeout(send, RETRY_MS);
    return false;
  }
}
