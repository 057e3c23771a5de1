/** From the first packet to the last byte. */
const MOST_MS = 5000;
/** Room for some hundred keys; issuers have two or three. */
const MOST_BYTES = 256 * 1024;

/**
 * Fetches the JSON at an address, which the operator has configured. Follows no redirect. Throws when it
 * takes more than 5 seconds or 256 KB, when the status is not 200, and for what is no JSON.
 */
export async function fetchKeys(url: string): Promise<unknown> {
  const response = await fetch(url, {
    redirect: "manual",
    signal: AbortSignal.timeout(MOST_MS),
    headers: { Accept: "application/jwk-set+json, application/json" },
  });
  if (response.status !== 200) {
    await response.body?.cancel();
    throw new Error(`The status of the response is ${response.status}.`);
  }
  return JSON.parse(await boundedText(response));
}

async function boundedText(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let [text, size] = ["", 0];
  for await (const piece of response.body ?? []) {
    size += piece.length;
    // Leaving the loop cancels the body.
    if (size > MOST_BYTES) throw new Error(`The response has more than ${MOST_BYTES} bytes.`);
    text += decoder.decode(piece, { stream: true });
  }
  return text + decoder.decode();
}
