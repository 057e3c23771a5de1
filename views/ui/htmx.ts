/**
 * Attributes for whatever asks through htmx: an answer that says no goes to the status region, and
 * what stands on the page stays there.
 */
export const KEEP_ON_ERROR = {
  "hx-status:4xx": "target:#status swap:innerHTML push:false",
  "hx-status:5xx": "target:#status swap:innerHTML push:false",
};

/** A part that fetches itself anew every minute. Morphing keeps focus and scroll. */
export function refreshes(url: string) {
  return {
    "hx-get": url,
    "hx-trigger": "every 60s",
    "hx-swap": "outerMorph",
    ...KEEP_ON_ERROR,
  };
}

/** A link that, with htmx, swaps only the part with this id; the URL stays the state. */
export function swaps(url: string, part: string) {
  return {
    href: url,
    "hx-get": url,
    "hx-target": `#${part}`,
    "hx-swap": "outerMorph",
    "hx-push-url": "true",
    ...KEEP_ON_ERROR,
  };
}
