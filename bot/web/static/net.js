// Requests to our own server.

const token = document.querySelector('meta[name="csrf-token"]').content;

export class Refused extends Error {
  constructor(status, sentence) {
    super(sentence);
    this.status = status;
  }
}

export async function post(place, body) {
  const answer = await fetch(place, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRF-Token": token },
    body: JSON.stringify(body),
  });
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refused(answer.status, told.error ?? "");
  return told;
}

// A form with files; told how much of it has gone, from 0 to 1.
export function postForm(place, form, gone) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", place);
    request.setRequestHeader("X-CSRF-Token", token);
    request.responseType = "json";
    request.upload.onprogress = (event) => { if (event.lengthComputable) gone(event.loaded / event.total); };
    request.onerror = () => reject(new Error("no network"));
    request.onload = () => {
      if (request.status < 400) resolve(request.response ?? {});
      else reject(new Refused(request.status, request.response?.error ?? ""));
    };
    request.send(form);
  });
}

// crypto.randomUUID is missing where the office network has no https.
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
