import type { Page } from "../http/router.ts";
import { confirmPassword } from "./confirm_password.tsx";
import { newCodesPage } from "./factor/codes.tsx";
import { newFactorPage } from "./factor/new.tsx";
import { removeFactorPage } from "./factor/remove.tsx";
import { factorPage } from "./factor/show.tsx";
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
  factorPage,
  newFactorPage,
  newCodesPage,
  removeFactorPage,
  tokenList,
  newTokenPage,
  revokeTokenPage,
];
