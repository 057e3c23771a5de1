/** A sign-in that still runs, on one browser. */
export interface Session {
  created_utc: string;
  expires_utc: string;
  /** What the browser said of itself; NULL: nothing. */
  user_agent: string | null;
  /** Of the request that asks. */
  is_current: boolean;
}

// The first that fits: most browsers also name those that they descend from.
const BROWSERS = [
  [/\bEdg/, "Edge"],
  [/\bOPR\//, "Opera"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\b(Firefox|FxiOS)\//, "Firefox"],
  [/Chrome\/|\bCriOS\//, "Chrome"],
  [/\bVersion\/.*Safari\//, "Safari"],
] as const;
const SYSTEMS = [
  [/\bAndroid\b/, "Android"],
  [/\b(iPhone|iPad)\b/, "iOS"],
  [/\bWindows\b/, "Windows"],
  [/\bMac OS X\b/, "macOS"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bLinux\b/, "Linux"],
] as const;

/** `Firefox on Linux`; what says nothing that we know is shown as it is. */
export function browserName({ user_agent }: Pick<Session, "user_agent">): string {
  if (!user_agent) return "Browser not known";
  const [browser, system] = [BROWSERS, SYSTEMS].map((known) =>
    known.find(([sign]) => sign.test(user_agent))?.[1]
  );
  return browser && system ? `${browser} on ${system}` : user_agent;
}
