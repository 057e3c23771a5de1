import type { Page } from "playwright-core";

// What people do on pages: each step by the words that they read.

/** Opens the menu of a site's page. */
export const openMenu = (page: Page): Promise<void> =>
  page.locator(".site-title .menu > summary").click();

export const follow = (page: Page, link: string): Promise<void> =>
  page.getByRole("main").getByRole("link", { name: link, exact: true }).click();

export const press = (page: Page, button: string): Promise<void> =>
  page.getByRole("button", { name: button, exact: true }).click();

export const fill = (page: Page, label: string, text: string): Promise<void> =>
  page.getByLabel(label, { exact: true }).fill(text);

export async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).selectOption({ label: option });
}

/** Opens a list and follows links from there, one page after the other. */
export async function go(page: Page, list: string, ...links: string[]): Promise<void> {
  await page.goto(list);
  for (const link of links) await follow(page, link);
}

/** Waits for the sentence with which a page confirms what a form has done. */
export const said = (page: Page, sentence: string): Promise<void> =>
  page.locator("#status", { hasText: sentence }).waitFor();

/** What a page says once it is loaded anew. */
export async function reloaded(page: Page): Promise<string> {
  await page.reload();
  return await page.getByRole("main").innerText();
}

/** The heading of the page at an address. */
export async function heading(page: Page, path: string): Promise<string> {
  await page.goto(path);
  return await page.locator("h1").innerText();
}
