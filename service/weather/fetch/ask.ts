/** Why there is no response that could be read. */
export interface AskFailure {
  /** A sentence for operators, which never has the address: the key is in it. */
  reason: string;
  /** Whether other requests would fail alike for now: the source is away, or wants fewer. */
  isGeneral: boolean;
  /** What the source asks for, in seconds. */
  retryAfterSeconds?: number;
}

export type Answer = { body: unknown } | { failure: AskFailure };

interface AskOptions {
  now: () => Temporal.Instant;
  /** Aborts when the service ends. */
  stopped: AbortSignal;
  /** From the first packet to the last byte. */
  milliseconds?: number;
}

const MILLISECONDS = 10_000;
/** Ten times what is asked for at once. */
const MOST_BYTES = 16 * 1024 ** 2;
const ERROR_BYTES = 4096;

/**
 * Asks a source of weather for JSON. Follows no redirect, and ends after 10 seconds or 16 MB. Rejects
 * only when the service stops.
 */
export async function ask(url: URL, options: AskOptions): Promise<Answer> {
  const { stopped, milliseconds: most = MILLISECONDS } = options;
  const deadline = AbortSignal.timeout(most);
  const signal = AbortSignal.any([deadline, stopped]);
  let response: Response | undefined;
  try {
    const headers = { Accept: "application/json", "User-Agent": "Sitecast" };
    response = await fetch(url, { redirect: "manual", signal, headers });
    if (response.status !== 200) return { failure: await refusal(response, url, options.now()) };
    return { body: JSON.parse(await boundedText(response, MOST_BYTES)) };
  } catch (error) {
    stopped.throwIfAborted();
    return { failure: failureOf(error, { isLate: deadline.aborted, hasBegun: !!response, most }) };
  }
}

class TooLarge extends Error {}

/** The message of `error` is left out, as those of fetch name the address. */
function failureOf(
  error: unknown,
  { isLate, hasBegun, most }: { isLate: boolean; hasBegun: boolean; most: number },
): AskFailure {
  const general = (reason: string) => ({ reason, isGeneral: true });
  if (isLate) return general(`It took longer than ${most / 1000} seconds.`);
  if (error instanceof TooLarge) return { reason: "Its response is too large.", isGeneral: false };
  if (error instanceof SyntaxError) {
    return { reason: "Its response is not JSON, or ends too early.", isGeneral: false };
  }
  return general(hasBegun ? "Its response was cut off." : "It could not be reached.");
}

/** Returns why there was no weather, from a response with another status than 200. */
async function refusal(response: Response, url: URL, now: Temporal.Instant): Promise<AskFailure> {
  const { status, headers } = response;
  const said = await saidIn(response, url);
  if (status >= 300 && status < 400) {
    return {
      reason: `It redirects elsewhere (${status}), which is not followed.`,
      isGeneral: true,
    };
  }
  const retryAfterSeconds = secondsIn(headers.get("retry-after"), now);
  return {
    reason: `It responded with status ${status}${said && `: ${said}`}.`,
    isGeneral: status === 429 || status >= 500 || status === 401 || status === 403,
    ...retryAfterSeconds !== undefined && { retryAfterSeconds },
  };
}

/** Returns the `reason` of an error as documented, without control characters or the key; else "". */
async function saidIn(response: Response, url: URL): Promise<string> {
  let reason: unknown;
  try {
    reason = JSON.parse(await boundedText(response, ERROR_BYTES)).reason;
  } catch {
    return ""; // the status says enough
  }
  if (typeof reason !== "string") return "";
  const key = url.searchParams.get("apikey");
  const text = key ? reason.replaceAll(key, "…") : reason;
  return text.replace(/\p{C}/gu, " ").trim().slice(0, 150).replace(/[.\s]+$/, "");
}

async function boundedText(response: Response, most: number): Promise<string> {
  const decoder = new TextDecoder();
  let [text, size] = ["", 0];
  for await (const piece of response.body ?? []) {
    size += piece.length;
    // Leaving the loop cancels the body.
    if (size > most) throw new TooLarge();
    text += decoder.decode(piece, { stream: true });
  }
  return text + decoder.decode();
}

const MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
const HTTP_DATE =
  /^\w{3}, (0[1-9]|[12]\d|3[01]) (\w{3}) (\d{4}) ([01]\d|2[0-3]):([0-5]\d):([0-5]\d) GMT$/;

/** Returns the seconds of a Retry-After (RFC 9110, 10.2.3), which may also be a date. */
function secondsIn(text: string | null, now: Temporal.Instant): number | undefined {
  if (text !== null && /^\d{1,9}$/.test(text)) return Number(text);
  const [, day, name = "", year, hour, minute, second] = HTTP_DATE.exec(text ?? "") ?? [];
  const month = MONTHS.indexOf(name) / 3 + 1;
  if (day === undefined || !Number.isInteger(month) || month < 1) return undefined;
  const date = { year: Number(year), month, day: Number(day) };
  const time = { hour: Number(hour), minute: Number(minute), second: Number(second) };
  const at = Temporal.ZonedDateTime.from({ ...date, ...time, timeZone: "UTC" });
  return Math.max(0, Math.ceil((at.epochMilliseconds - now.epochMilliseconds) / 1000));
}
