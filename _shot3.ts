// @ts-nocheck
import { chromium } from "playwright-core";
const b = await chromium.launch({
  executablePath: "/usr/bin/chromium-headless-shell",
  args: ["--no-sandbox"],
});
const [A, B, C, D] = Deno.args;
const run = async (user, paths) => {
  const x = await b.newContext({
    baseURL: "http://127.0.0.1:18765",
    viewport: { width: 360, height: 740 },
    storageState: JSON.parse(await Deno.readTextFile(`/tmp/w/L-state-${user}.json`)),
  });
  const q = await x.newPage();
  let dialogs = 0;
  q.on("dialog", (d) => {
    dialogs++;
    d.dismiss();
  });
  for (const p of paths) {
    await q.goto(p);
    for (const s of await q.locator("details > summary").all()) await s.click().catch(() => {});
    const over = await q.evaluate(
      "document.documentElement.scrollWidth-document.documentElement.clientWidth",
    );
    const h = await q.evaluate("document.documentElement.scrollHeight");
    const bad = await q.evaluate(
      "[...document.querySelectorAll('main *')].filter(e=>e.getBoundingClientRect().right>innerWidth+1 && getComputedStyle(e).position!=='absolute' && !e.closest('.scroll,.strip,pre,svg,.visually-hidden')).slice(0,3).map(e=>e.tagName+'.'+e.className)",
    );
    console.log(over > 0 || bad.length ? "XX" : "ok", over, h, p.slice(0, 80), JSON.stringify(bad));
  }
  console.log("dialogs", dialogs);
};
const each = [A, B, C, D].flatMap((i) =>
  [
    "",
    "/edit",
    "/inverters",
    "/outages",
    "/batches",
    "/history",
    "/leave",
    "/accuracy",
    "?view=week",
    "?view=month",
  ].map((s) => `/sites/${i}${s}`)
);
await run("alice", [
  "/sites",
  "/sites?view=map",
  "/sites/total",
  "/status/sites",
  "/sites/new",
  "/models",
  "/account",
  "/imports",
  "/exports",
  ...each,
]);
await run("ada", [
  "/admin/sites",
  "/admin/groups",
  "/admin/groups/02ffeb86-ff69-4beb-8239-8103dabf94df",
  ...[A, B, C, D].flatMap((i) =>
    ["", "/assign", "/deactivate", "/delete"].map((s) => `/admin/sites/${i}${s}`)
  ),
  "/admin/groups/02ffeb86-ff69-4beb-8239-8103dabf94df/edit",
  "/admin/groups/02ffeb86-ff69-4beb-8239-8103dabf94df/delete",
  "/admin/groups/02ffeb86-ff69-4beb-8239-8103dabf94df/mark",
  "/admin/groups/967bce72-748c-4245-bb47-4b3a6aa23819/add-sites",
  "/admin/users",
  "/admin/models",
  "/admin/usage",
  "/admin/security",
  "/admin/jobs",
]);
await b.close();
