// What the person says: shown at once, kept until the server has it, sent in order.

import { addWaiting, dropWaiting, markUnsent } from "./log.js";
import { newKey, post, Refused } from "./net.js";

// By person: who signs in here next sends nobody else's words.
const KEPT = `unsent-${document.querySelector("#chat").dataset.person}`;
const AGAIN_AFTER = 4000;

let lines = JSON.parse(sessionStorage.getItem(KEPT) ?? "[]");
let sending = false;
let onRefused = () => {};

const keep = () => sessionStorage.setItem(KEPT, JSON.stringify(lines));

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

// Whether the line is done with: taken, or refused for good.
async function sendOne(line) {
  const { query, ...body } = line;
  try {
    await post(`/messages?${query}`, body);
    return true;
  } catch (error) {
    if (error instanceof Refused && error.status < 500 && error.status !== 401) {
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
