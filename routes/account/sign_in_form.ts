import { credentials } from "../../domain/account/sign_in.ts";
import { keptForm, ownPath } from "../http/kept_form.ts";

/** The form of POST /sign-in: also where to go next, and a form that was posted without a session. */
export const signInForm = credentials.extend({
  next: ownPath.catch("/sites").default("/sites"),
  kept: keptForm,
});
