// Training mode: choose the post to play, list posts with unread messages, move the clock.

import { turnTo } from "./chat.js";
import { post } from "./net.js";

const select = document.querySelector("#post");
const now = document.querySelector("#now");
const clock = document.querySelector("#clock");
const outcome = document.querySelector("#outcome");
const waiting = document.querySelector("#waiting");
const names = new Map(Array.from(select.options, (option) => [option.value, option.text]));

function count(n) {
  return waiting.dataset.unread.replace("{n}", n);
}

function markPlayed() {
  for (const item of waiting.children) {
    if (item.dataset.post === select.value) item.firstElementChild.ariaCurrent = "true";
    else item.firstElementChild.removeAttribute("aria-current");
  }
}

function play(key) {
  select.value = key;
  const query = new URLSearchParams({ post: key }).toString();
  history.replaceState(null, "", `/?${query}`);
  markPlayed();
  turnTo(query);
}

// A post whose messages were read stays in the list until the clock moves.
function showWaiting(unread, moved) {
  for (const item of waiting.children) {
    const n = unread[item.dataset.post] ?? 0;
    item.hidden = !n && (moved || item.hidden);
    item.querySelector("span").textContent = n ? count(n) : waiting.dataset.read;
    item.classList.toggle("unread", n > 0);
  }
  document.querySelector("#none").hidden = Array.from(waiting.children).some((item) => !item.hidden);
}

document.addEventListener("news", ({ detail }) => {
  const moved = now.textContent !== detail.clock;
  now.textContent = detail.clock;
  for (const option of select.options) {
    const n = detail.unread[option.value];
    option.text = names.get(option.value) + (n ? ` (${count(n)})` : "");
  }
  showWaiting(detail.unread, moved);
});

async function move(body) {
  const controls = clock.querySelectorAll("button, input");
  const used = document.activeElement;
  controls.forEach((control) => { control.disabled = true; });
  outcome.textContent = clock.dataset.moving;
  try {
    outcome.textContent = (await post("/clock", body)).said;
  } catch (error) {
    outcome.textContent = error.message && error.status ? error.message : clock.dataset.failed;
  }
  controls.forEach((control) => { control.disabled = false; });
  // Disabling a control removes its focus: give it back, unless another element has it now.
  if (clock.contains(used) && document.activeElement === document.body) used.focus();
}

clock.addEventListener("click", (event) => {
  const { by } = event.target.dataset;
  if (by) move({ by });
});
document.querySelector("#to").addEventListener("submit", (event) => {
  event.preventDefault();
  move({ by: "date", date: event.target.elements.date.value });
});
select.addEventListener("change", () => play(select.value));
waiting.addEventListener("click", (event) => {
  const item = event.target.closest("li");
  if (!item || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  play(item.dataset.post);
});

markPlayed();
