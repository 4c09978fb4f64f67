// Draws the messages. All text comes from the server or from the page's data attributes.

const words = document.querySelector("#chat").dataset;
const scroll = document.querySelector("#scroll");
const log = document.querySelector("#log");
const newest = document.querySelector("#newest");
const empty = document.querySelector("#empty");
const NEAR = 90;
const NEAR_TOP = 14;

let shown = [];
let pressed = new Set();
let followed = true;

const make = (tag, className, ...children) => {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children);
  return element;
};

const said = (message) => make("span", "unseen", `${message.mine ? words.saidByMe : words.saidByBot}: `);

const ADDRESS = /(https?:\/\/[^\s“”"<>]+[^\s“”"<>.,;:!?)])/;

// Addresses in the program's messages are links.
const linked = (text) =>
  text.split(ADDRESS).map((piece, index) => {
    if (index % 2 === 0) return piece;
    const drawn = make("a", "", piece);
    drawn.href = piece;
    drawn.target = "_blank";
    drawn.rel = "noopener noreferrer";
    return drawn;
  });

const paragraph = (parts) =>
  make("p", "", ...parts.flatMap((part) => (typeof part === "string" ? linked(part) : make("strong", "", part.bold))));

const written = (parts) => make("p", "", ...parts);

function sent(file) {
  const drawn = make(file.ref ? "a" : "span", "", file.name);
  if (file.ref) {
    drawn.href = `/sent/${file.ref}?${words.query}`;
    drawn.target = "_blank";
  }
  return make("p", "sent", drawn, ` (${file.size})`);
}

function bubble(message) {
  const own = message.text ? [[message.text]] : [];
  const blocks = message.mine ? own : message.blocks;
  const files = (message.files ?? []).map(sent);
  const drawn = make("div", "bubble", said(message), ...blocks.map(message.mine ? written : paragraph), ...files);
  drawn.classList.toggle("list", blocks.length > 2);
  return drawn;
}

function presses(message) {
  const rows = message.buttons.map((row) =>
    make("div", "row", ...row.map((button) => {
      const drawn = make("button", "", button.label);
      drawn.type = "button";
      drawn.dataset.press = button.id;
      drawn.dataset.message = message.id;
      return drawn;
    })),
  );
  return make("div", "presses", ...rows);
}

const urlOf = (handout) => `/files/${handout.id}?${words.query}`;

function picture(handout) {
  const drawn = make("img");
  drawn.alt = handout.instead || handout.name;
  drawn.src = urlOf(handout);
  drawn.addEventListener("load", () => { if (followed) toEnd(); });
  return drawn;
}

function handouts(message) {
  return make("div", "handouts", ...message.handouts.map((handout) => {
    const shown = handout.kind === "png";
    const drawn = make("a", shown ? "" : "paper", shown ? picture(handout) : handout.name);
    drawn.href = urlOf(handout);
    if (shown) drawn.target = "_blank";
    else drawn.download = handout.name;
    return drawn;
  }));
}

function item(message) {
  const drawn = make("div", message.mine ? "message mine" : "message", bubble(message));
  if (message.handouts?.length) drawn.append(handouts(message));
  if (message.buttons?.length) drawn.append(presses(message));
  const time = make("time", "", message.time);
  time.dateTime = message.at;
  drawn.append(make("p", "under", time));
  return drawn;
}

const dayLine = (day) => make("div", "day", make("span", "", day));

function draw(message, previous) {
  if (message.day !== previous?.day) log.append(dayLine(message.day));
  const drawn = item(message);
  log.append(drawn);
  if (message.press) pressed.add(`${message.message}:${message.press}`);
  return drawn;
}

function tickPressed() {
  for (const button of log.querySelectorAll("button[data-press]")) {
    const { message, press } = button.dataset;
    if (!pressed.has(`${message}:${press}`) || button.classList.contains("pressed")) continue;
    button.classList.add("pressed");
    button.append(make("span", "unseen", ` (${words.pressed})`));
  }
}

const atEnd = () => scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR;
const seesLast = () => !log.lastElementChild || log.lastElementChild.offsetTop < scroll.scrollTop + scroll.clientHeight;

export function toEnd() {
  scroll.scrollTop = scroll.scrollHeight;
  newest.hidden = true;
}

// Scrolls to the end, but never past the first line of a message taller than the window.
function toNew(drawn) {
  toEnd();
  if (drawn.offsetTop - NEAR_TOP < scroll.scrollTop) scroll.scrollTop = drawn.offsetTop - NEAR_TOP;
}

export const lastId = () => shown.at(-1)?.id ?? 0;
export const firstId = () => shown[0]?.id ?? 0;
export const lastNews = () => shown.findLast((message) => !message.mine)?.id ?? 0;

export function clear() {
  shown = [];
  pressed = new Set();
  log.replaceChildren();
  newest.hidden = true;
  empty.hidden = true;
}

export function busy(yes) {
  log.ariaBusy = yes;
  if (!yes) empty.hidden = log.childElementCount > 0;
}

export function add(message) {
  if (message.id <= lastId()) return;
  const settled = log.ariaBusy !== "true";
  const follow = message.mine || seesLast();
  log.querySelector(`[data-key="${message.key}"]`)?.remove();
  const drawn = draw(message, shown.at(-1));
  drawn.classList.toggle("fresh", settled && !message.mine);
  log.append(...log.querySelectorAll(".waiting"));
  shown.push(message);
  tickPressed();
  empty.hidden = true;
  if (!settled || message.mine) toEnd();
  else if (follow) toNew(drawn);
  else newest.hidden = false;
}

export function addEarlier(messages) {
  const below = scroll.scrollHeight - scroll.scrollTop;
  const waiting = log.querySelectorAll(".waiting");
  shown = [...messages, ...shown];
  busy(true);
  log.replaceChildren();
  shown.forEach((message, place) => draw(message, shown[place - 1]));
  log.append(...waiting);
  tickPressed();
  busy(false);
  scroll.scrollTop = scroll.scrollHeight - below;
}

export function addWaiting(line) {
  const under = make("p", "under", words.sending);
  const files = line.files?.map((file) => ({ name: file.name, size: sizeOf(file.size) }));
  const drawn = make("div", "message mine waiting", bubble({ mine: true, text: line.text, files }), under);
  if (files) drawn.append(gauge());
  drawn.dataset.key = line.key;
  log.append(drawn);
  empty.hidden = true;
  toEnd();
}

function gauge() {
  const drawn = make("progress");
  drawn.max = 1;
  drawn.value = 0;
  drawn.ariaLabel = words.sending;
  return drawn;
}

export function markGone(line, part) {
  const drawn = log.querySelector(`[data-key="${line.key}"]`);
  if (!drawn) return;
  drawn.querySelector("progress").value = part;
  drawn.querySelector(".under").textContent = words.sending;
}

// The same wording as on the server (bot.texts.filing.size).
export const sizeOf = (bytes) => (bytes < 1024 * 1024
  ? `${Math.max(1, Math.round(bytes / 1024))} KB`
  : `${(bytes / 1024 / 1024).toFixed(1).replace(".", ",")} MB`);

export function markUnsent(line) {
  const under = log.querySelector(`[data-key="${line.key}"] .under`);
  if (under) under.textContent = words.unsent;
}

export const dropWaiting = (line) => log.querySelector(`[data-key="${line.key}"]`)?.remove();

newest.addEventListener("click", toEnd);
scroll.addEventListener("scroll", () => {
  followed = atEnd();
  if (followed) newest.hidden = true;
}, { passive: true });
// A keyboard, a longer input line or a notice shrinks the window: keep the end visible.
new ResizeObserver(() => { if (followed) toEnd(); }).observe(scroll);
