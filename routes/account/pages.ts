import type { Page } from "../http/router.ts";
import { confirmPassword } from "./confirm_password.tsx";
import { passwordPage } from "./password.tsx";
import { accountSessions } from "./sessions.tsx";
import { accountPage } from "./show.tsx";
import { accountTheme } from "./theme.ts";
import { tokenList } from "./tokens/list.tsx";
import { newTokenPage } from "./tokens/new.tsx";
import { revokeTokenPage } from "./tokens/revoke.tsx";

/** Everything under /account. */
export const accountPages: Page[] = [
  accountPage,
  accountTheme,
  passwordPage,
  confirmPassword,
  accountSessions,
  tokenList,
  newTokenPage,
  revokeTokenPage,
];
