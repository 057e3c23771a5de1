// What pages gain with a script: a cursor that reads the chart, and swaps that keep people where
// they are. Everything else is links and forms.
const root = document.documentElement;
root.classList.add("js");

const status = () => document.getElementById("status");
const slider = () => document.getElementById("time-slider");
const rows = () => document.querySelectorAll("tr[data-x]");

/** Shows the values of one line of the table beside the chart, and the cursor at its time. */
function read(index, aloud) {
  const row = rows()[index];
  if (!row) return;
  const cells = [...row.cells].map((cell) => cell.textContent);
  for (const target of document.querySelectorAll("[data-cell]")) {
    target.textContent = cells[target.dataset.cell];
  }
  const cursor = document.querySelector(".cursor");
  cursor.setAttribute("x1", row.dataset.x);
  cursor.setAttribute("x2", row.dataset.x);
  cursor.classList.add("on");
  slider().value = index;
  slider().setAttribute("aria-valuetext", cells[0]);
  if (!aloud) return;
  const [time, actual, forecast, p10, p90, baseline] = cells.map((text) =>
    text.replace(/^–$/, "none")
  );
  const beside = baseline ? `, baseline ${baseline}` : "";
  status().textContent =
    `${time}: actual ${actual}, forecast ${forecast}, P10 ${p10}, P90 ${p90}${beside}`;
}

// The answer to a second click would take the place of the first one's, which may show a secret.
const sent = new WeakMap();
document.addEventListener("submit", (event) => {
  const { target, timeStamp } = event;
  if (target.method !== "post") return;
  if (timeStamp - sent.get(target) < 3000) event.preventDefault();
  else sent.set(target, timeStamp);
});

document.addEventListener("input", ({ target }) => {
  if (target === slider()) read(target.valueAsNumber, true);
  if (target.id === "orientation") face(target.value.trim().replace(",", "."));
});

const DIRECTIONS = "north north-east east south-east south south-west west north-west".split(" ");

/** Says in words where panels look that are turned by so many degrees. */
function face(degrees) {
  const eighth = degrees === "" ? NaN : Math.round((degrees % 360 + 360) % 360 / 45) % 8;
  document.getElementById("facing").textContent = eighth >= 0 ? `facing ${DIRECTIONS[eighth]}` : "";
}

// Maps give both coordinates at once. Without a decimal point the comma may be a decimal one.
document.addEventListener("paste", (event) => {
  const both = event.clipboardData.getData("text").trim()
    .match(/^([-+]?\d+\.\d+)\s*[,;\s]\s*([-+]?\d+(?:\.\d+)?)$/);
  if (event.target.id !== "latitude" || !both) return;
  event.preventDefault();
  event.target.value = both[1];
  document.getElementById("longitude").value = both[2];
});

function point(event) {
  const drawing = event.target.closest?.(".drawing");
  if (!drawing) return;
  const { left, width } = drawing.getBoundingClientRect();
  const at = 100 * (event.clientX - left) / width;
  const distances = [...rows()].map((row) => Math.abs(parseFloat(row.dataset.x) - at));
  read(distances.indexOf(Math.min(...distances)), false);
}
document.addEventListener("pointermove", point);
document.addEventListener("pointerdown", point);

htmx.registerExtension("sitecast", {
  // The server knows nothing of an opened table.
  htmx_before_morph_attr: (element, { attrName }) =>
    !(attrName === "open" && element.localName === "details"),
});

/** Says what is wrong with the switches, and leads to the first of it. */
function complain() {
  const errors = [...document.querySelectorAll(".switches .error")];
  if (errors.length === 0) return;
  status().textContent = errors.map((error) => error.textContent).join(" ");
  document.querySelector(".switches [aria-invalid]").focus();
}

document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  if (ctx.response.status === 422) complain();
  if (ctx.response.status >= 400) return;
  status().querySelector(".notice")?.remove();
  if (slider() && slider().value !== slider().defaultValue) read(slider().valueAsNumber, false);
  if (!ctx.push) return;
  // The switches show what the chart shows, not what somebody chose and did not send.
  document.querySelector(".switches")?.reset();
  status().textContent = document.querySelector("[data-announce]").textContent;
  // The link that was followed may be gone: the last page has no next.
  if (document.activeElement === document.body) ctx.target.focus();
});

document.addEventListener("htmx:error", () => {
  const notice = document.createElement("p");
  notice.className = "notice";
  notice.textContent = "The service does not answer. What you see may be out of date.";
  status().replaceChildren(notice);
});
