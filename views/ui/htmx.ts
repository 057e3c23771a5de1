/**
 * Attributes for every element that makes htmx requests: error responses go to the status region,
 * and the rest of the page stays as it is.
 */
export const KEEP_ON_ERROR = {
  "hx-status:4xx": "target:#status swap:innerHTML push:false",
  "hx-status:5xx": "target:#status swap:innerHTML push:false",
};

/** Returns attributes for a part that reloads itself every minute. Morphing keeps focus and scroll. */
export function refreshes(url: string) {
  return {
    "hx-get": url,
    "hx-trigger": "every 60s",
    "hx-swap": "outerMorph",
    ...KEEP_ON_ERROR,
  };
}

const swapping = (part: string) => ({
  "hx-target": `#${part}`,
  "hx-swap": "outerMorph",
  "hx-push-url": "true",
  ...KEEP_ON_ERROR,
});

/**
 * Returns attributes for a link that swaps only the part with this id, and updates the address.
 * Without one it does what an element around it says for all its links (`swapsWithin`).
 */
export function swaps(url: string, part?: string) {
  return { href: url, "hx-get": url, ...(part !== undefined && swapping(part)) };
}

/** Returns attributes for an element whose links and forms swap the part with this id. */
export function swapsWithin(part: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(swapping(part)).map(([name, value]) => [`${name}:inherited`, value]),
  );
}
