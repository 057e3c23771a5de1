// Starts the viewer of the API's description, which is loaded when somebody asks for it.
const start = document.getElementById("api-viewer-start");
const place = document.getElementById("api-viewer");
const scheme = matchMedia("(prefers-color-scheme: dark)");

/** The viewer has a dark style of its own, by a class. */
function followTheme() {
  const { theme } = document.documentElement.dataset;
  const isDark = theme ? theme === "dark" : scheme.matches;
  document.documentElement.classList.toggle("dark-mode", isDark);
}

function show() {
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = start.dataset.style;
  const script = document.createElement("script");
  script.src = start.dataset.viewer;
  script.addEventListener("load", () => {
    globalThis.SwaggerUIBundle({
      url: place.dataset.document,
      domNode: place,
      docExpansion: "none",
      defaultModelsExpandDepth: -1,
      deepLinking: false,
      filter: true,
      persistAuthorization: false,
      validatorUrl: null,
    });
    document.getElementById("api-list").hidden = true;
    start.hidden = true;
  });
  document.head.append(style, script);
  followTheme();
  scheme.addEventListener("change", followTheme);
}

start.hidden = false;
start.querySelector("button").addEventListener("click", show, { once: true });
