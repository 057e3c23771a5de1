import type { Page } from "../http/router.ts";
import { flushLogger } from "./flush.tsx";
import { loggerMessages } from "./messages.tsx";
import { loggerSession, loggerSessionFile } from "./session.tsx";
import { loggerSessions } from "./sessions.tsx";
import { loggerSettings } from "./settings.tsx";

/** What a logger recorded, below /sites/{uuid}/loggers/{logger}: sessions, messages, settings. */
export const recordingPages: Page[] = [
  loggerSessions,
  loggerSession,
  loggerSessionFile,
  loggerMessages,
  loggerSettings,
  flushLogger,
];
