import { z } from "zod";

/** The settings of a logger: texts by key, which devices and their programs read and write. */
export type LoggerSettings = Record<string, string>;

/** What holds for a logger until somebody sets another value: the six settings of blitz's sample. */
export const DEFAULT_SETTINGS: Readonly<LoggerSettings> = {
  loggerPort: "8989",
  loggerIp: "192.168.1.79",
  clientPort: "8988",
  clientIp: "192.168.1.79",
  sampleRate: "50",
  clientRefreshRate: "2",
};

/** Characters of a key, characters of a value, and settings of a logger. */
const KEY = 100;
const VALUE = 20_000;
export const MOST_SETTINGS = 200;

const plain = (what: string, most: number) => {
  const tooLong = `Write at most ${most} characters for ${what}.`;
  return z.string({ error: `Send ${what} as text.` }).max(most, { error: tooLong })
    // deno-lint-ignore no-control-regex
    .refine((sent) => !/\u0000/.test(sent) && sent.isWellFormed(), {
      error: "It contains a character that cannot be stored.",
    });
};

export const settingKey = plain("the key", KEY).min(1, { error: "Write a key." })
  .refine((key) => key.trim() === key && !/[\p{Cc}]/u.test(key), {
    error: "Write the key without spaces around it and without control characters.",
  });

export const settingValue = plain("the value", VALUE);

/** Values by key; numbers and booleans become texts, and null removes a setting. */
export const settingChanges = z.record(
  settingKey,
  z.union([settingValue, z.number(), z.boolean()], { error: "Send a text, a number or a boolean." })
    .transform(String).nullable(),
).refine((changes) => Object.keys(changes).length <= MOST_SETTINGS, {
  error: `Send at most ${MOST_SETTINGS} settings.`,
});
export type SettingChanges = z.output<typeof settingChanges>;

/** Returns the settings that hold, by key: those that are stored, and the defaults of the others. */
export function withDefaults(stored: LoggerSettings): LoggerSettings {
  return { ...DEFAULT_SETTINGS, ...stored };
}
