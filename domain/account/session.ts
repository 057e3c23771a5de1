/** A running session of one browser. */
export interface Session {
  created_utc: string;
  expires_utc: string;
  /** The User-Agent header of the sign-in; null without one. */
  user_agent: string | null;
  /** True for the session of the current request. */
  is_current: boolean;
}

// In this order: most browsers also name those that they descend from.
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

/** Returns `Firefox on Linux`; the whole User-Agent when browser or system are unknown. */
export function browserName({ user_agent }: Pick<Session, "user_agent">): string {
  if (!user_agent) return "Browser not known";
  const [browser, system] = [BROWSERS, SYSTEMS].map((known) =>
    known.find(([sign]) => sign.test(user_agent))?.[1]
  );
  return browser && system ? `${browser} on ${system}` : user_agent;
}
