// Pages work without this script. It adds a card with the values of the chart at a time, and keeps
// focus and status messages right when htmx replaces a part of the page.
const root = document.documentElement;
root.classList.add("js");

const status = () => document.getElementById("status");
const slider = () => document.getElementById("time-slider");
const rows = () => document.querySelectorAll("tr[data-x]");

/** Returns the texts of the row for a minute of the day; in a gap the time and dashes. */
function cellsAt(minute, row) {
  if (row) return [...row.cells].map((cell) => cell.textContent);
  const { start, zone } = slider().dataset;
  const format = new Intl.DateTimeFormat("en-GB", {
    weekday: +slider().max > 1500 ? "short" : undefined,
    hour: "2-digit",
    minute: "2-digit",
    timeZone: zone,
  });
  const [any] = rows();
  return [...any.cells].map((_, at) => at > 0 ? "–" : format.format(+start + minute * 60000));
}

/** Returns the place of the middle of the slider's step at a minute, in per cent of the chart. */
function leftOf(minute) {
  const { max, step } = slider();
  return `${100 * (minute + step / 2) / (+max + +step)}%`;
}

/** Shows the card with the values at a minute of the day, and the cursor there. */
function read(minute, aloud) {
  if (!slider()) return;
  const row = [...rows()].find(({ dataset }) => +dataset.from <= minute && minute < +dataset.to);
  const cells = cellsAt(minute, row);
  const [drawing, cursor, card] = [".drawing", ".cursor", ".reading"]
    .map((selector) => document.querySelector(selector));
  for (const target of card.querySelectorAll("[data-cell]")) {
    target.textContent = cells[target.dataset.cell];
  }
  const left = row?.dataset.x ?? leftOf(minute);
  cursor.setAttribute("x1", left);
  cursor.setAttribute("x2", left);
  card.style.left = left;
  card.classList.toggle("flip", parseFloat(left) > 50);
  drawing.classList.add("on");
  slider().value = minute;
  slider().setAttribute("aria-valuetext", cells[0]);
  if (aloud) status().textContent = card.innerText.replace(/\s+/g, " ").replace(/ – /g, " none ");
}

// Ignores a second click within 3 s: its response would replace the first, which may show a secret.
const sent = new WeakMap();
document.addEventListener("submit", (event) => {
  const { target, timeStamp } = event;
  if (target.method !== "post") return;
  if (timeStamp - sent.get(target) < 3000) event.preventDefault();
  else sent.set(target, timeStamp);
});

// A form with files shows how much of them was sent; its response becomes the page.
document.addEventListener("submit", (event) => {
  const bar = event.target.querySelector("progress[hidden]");
  if (!bar || event.defaultPrevented) return;
  event.preventDefault();
  const request = new XMLHttpRequest();
  request.open("POST", event.target.action);
  request.upload.onprogress = ({ loaded, total }) => bar.value = loaded / total;
  request.onerror = () => event.target.submit();
  request.onload = () => {
    if (request.responseURL !== event.target.action) return location.assign(request.responseURL);
    const page = new DOMParser().parseFromString(request.responseText, "text/html");
    document.querySelector("main").replaceWith(page.querySelector("main"));
    document.querySelector("main").focus();
  };
  bar.hidden = false;
  request.send(new FormData(event.target));
});

document.addEventListener("input", ({ target }) => {
  if (target === slider()) read(target.valueAsNumber, true);
  if (["latitude", "orientation", "tilt"].includes(target.id)) face();
});

const DIRECTIONS = "north north-east east south-east south south-west west north-west".split(" ");

/** Returns what was typed into a field as a number, NaN without one. */
function typed(id) {
  const text = document.getElementById(id).value.trim().replace(",", ".");
  return text === "" ? NaN : Number(text);
}

/** Shows which way panels face, in words and drawn: a new site without an orientation, to the equator. */
function face() {
  const facing = document.getElementById("facing");
  const isEmpty = document.getElementById("orientation").value.trim() === "";
  const latitude = facing.dataset.mode === "new" && isEmpty ? typed("latitude") : NaN;
  const degrees = isNaN(latitude) ? typed("orientation") : latitude >= 0 ? 180 : 0;
  const eighth = Math.round((degrees % 360 + 360) % 360 / 45) % 8;
  facing.textContent = eighth >= 0 ? `facing ${DIRECTIONS[eighth]}` : "";
  const turn = (part, by) =>
    document.querySelector(part).setAttribute("transform", `rotate(${by || 0})`);
  turn(".needle", degrees);
  turn(".slope", -typed("tilt"));
}

// A click on the compass is an orientation, in steps of 5 degrees.
document.addEventListener("click", ({ target, clientX, clientY }) => {
  const compass = target.closest(".compass");
  if (!compass) return;
  const { left, top, width } = compass.getBoundingClientRect();
  const angle = Math.atan2(clientX - left - width / 2, top + width / 2 - clientY);
  document.getElementById("orientation").value = (Math.round(angle * 36 / Math.PI) * 5 + 360) % 360;
  face();
});

// The card follows the pointer, stays where a finger was, and goes away outside and with Escape.
const hide = () => document.querySelector(".drawing.on")?.classList.remove("on");

function point({ target, clientX }) {
  const drawing = target.closest?.(".drawing");
  if (!slider() || target === slider()) return;
  if (!drawing) return hide();
  const { left, width } = drawing.getBoundingClientRect();
  const { max, step } = slider();
  const slot = Math.floor((clientX - left) / width * (+max / step + 1));
  read(Math.max(0, Math.min(+max, slot * step)), false);
}
document.addEventListener("pointermove", point);
document.addEventListener("pointerdown", point);
document.addEventListener("keydown", ({ key }) => key === "Escape" && hide());

htmx.registerExtension("sitecast", {
  // A <details> that the user has opened stays open: the server always sends it closed.
  htmx_before_morph_attr: (element, { attrName }) =>
    !(attrName === "open" && element.localName === "details"),
});

/** Announces the errors of the form that chooses the forecast, and focuses the first. */
function announceErrors() {
  const errors = [...document.querySelectorAll(".switches .error")];
  if (errors.length === 0) return;
  status().textContent = errors.map((error) => error.textContent).join(" ");
  document.querySelector(".switches [aria-invalid]").focus();
}

document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  if (ctx.response.status === 422) announceErrors();
  if (ctx.response.status >= 400) return;
  if (document.getElementById("facing")) face();
  status().querySelector(".notice")?.remove();
  if (slider() && slider().value !== slider().defaultValue) read(slider().valueAsNumber, false);
  if (!ctx.push) return;
  // Forms show what the chart shows, not a choice that was never sent.
  for (const form of document.querySelectorAll(".switches")) form.reset();
  status().textContent = document.querySelector("[data-announce]").textContent;
  // The link that was followed may no longer exist: the last page has no next one.
  if (document.activeElement === document.body) ctx.target.focus();
});

// Live values pause while nobody sees them. Their ages grow also while nothing new arrives.
let shownAt = performance.now();

function ageText(seconds) {
  const hours = Math.floor(seconds / 3600);
  if (seconds < 100) return `${Math.floor(seconds)} s`;
  if (seconds < 6000) return `${Math.floor(seconds / 60)} min`;
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} days`;
}

document.addEventListener("htmx:before:request", (event) => {
  if (event.target.id !== "live") return;
  if (document.hidden) return event.preventDefault();
  const passed = (performance.now() - shownAt) / 1000;
  for (const age of document.querySelectorAll("[data-age]")) {
    age.textContent = ageText(Math.max(0, +age.dataset.age + passed));
  }
});

document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  if (ctx.response.status === 200 && ctx.target.id === "live") shownAt = performance.now();
});

document.addEventListener("htmx:error", () => {
  const notice = document.createElement("p");
  notice.className = "notice";
  notice.textContent = "The service is not responding. What you see may be out of date.";
  status().replaceChildren(notice);
});
