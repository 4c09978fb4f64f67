// Files to send with the next message: chosen, pasted or dropped.

import { sizeOf } from "./log.js";

const input = document.querySelector("#files");
const list = document.querySelector("#chosen");
const words = list.dataset;
const most = Number(words.most);
const limit = Number(words.limit);

let chosen = [];
let complain = () => {};

export const whenBad = (handler) => { complain = handler; };

function problem(file) {
  if (file.size > limit) return words.tooBig.replace("{name}", file.name);
  if (chosen.length >= most) return words.tooMany;
  return "";
}

export function choose(files) {
  complain("");
  for (const file of files) {
    const found = problem(file);
    if (found) complain(found);
    else chosen.push(file);
  }
  draw();
}

// Returns the chosen files and empties the list.
export function take() {
  const files = chosen;
  chosen = [];
  draw();
  return files;
}

function draw() {
  list.replaceChildren(...chosen.map((file) => {
    const drawn = document.createElement("li");
    const drop = document.createElement("button");
    drop.type = "button";
    drop.textContent = words.drop;
    drop.ariaLabel = `${words.drop} ${file.name}`;
    drop.addEventListener("click", () => {
      chosen = chosen.filter((other) => other !== file);
      draw();
      input.focus();
    });
    const name = document.createElement("span");
    name.textContent = `${file.name} (${sizeOf(file.size)})`;
    drawn.append(name, drop);
    return drawn;
  }));
  list.hidden = !chosen.length;
}

input.addEventListener("change", () => {
  choose(input.files);
  input.value = "";
});
for (const name of ["dragover", "drop"]) {
  document.addEventListener(name, (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    if (name === "drop") choose(event.dataTransfer.files);
  });
}
document.addEventListener("paste", (event) => {
  if (!event.clipboardData.files.length) return;
  event.preventDefault();
  choose(event.clipboardData.files);
});
