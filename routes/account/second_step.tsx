import type { Context } from "hono";
import { mustHaveFactor } from "../../domain/account/factor.ts";
import { hashSecret, newSecret } from "../../domain/account/secret.ts";
import * as pendingSignIns from "../../sql/account/pending_sign_ins.ts";
import type { PendingUser } from "../../sql/account/pending_sign_ins.ts";
import { CarriedFields, type CarriedProps } from "../../views/account/carried_fields.tsx";
import { type Enrolment, EnrolmentPage } from "../../views/account/factor/new.tsx";
import type { KeptForm } from "../../views/account/kept_form.tsx";
import { SignInPage } from "../../views/account/sign_in.tsx";
import { CodePage } from "../../views/account/sign_in_code.tsx";
import { blankForm, type FormState, type Posted } from "../../views/ui/form_state.ts";
import type { Visitor } from "../http/context.ts";
import { clearPending, readPending, writePending } from "../http/pending_cookie.ts";
import { newEnrolment } from "./factor/enrolment.ts";
import { signInForm } from "./sign_in_form.ts";

type C = Context<Visitor>;

/** Where a sign-in leads in the end. */
export interface Carried {
  next: string;
  kept?: KeptForm;
}

/** The part of a sign-in form that its later pages carry on. */
export const carriedForm = signInForm.pick({ next: true, kept: true });

/**
 * Leads somebody whose password was right to the second step: to enter a code, or to set up a second
 * factor where one is required. Undefined when the password is enough.
 */
export async function secondStep(
  c: C,
  userUuid: string,
  { next, kept }: Carried,
): Promise<Response | undefined> {
  const { database: { owner } } = c.var.services;
  const user = await pendingSignIns.userOf(owner, userUuid);
  const path = user && stepOf(c, user);
  if (!path) return undefined;
  const secret = newSecret();
  await pendingSignIns.start(owner, userUuid, hashSecret(secret));
  writePending(c, secret);
  if (!kept) return c.redirect(`${path}?${new URLSearchParams({ next })}`, 303);
  if (user.has_factor) return await showCode(c, { next, kept });
  return await showEnrolment(c, newEnrolment(c, user), { next, kept });
}

/** Returns the address of the second step of a user; undefined when the password is enough. */
function stepOf(c: C, user: PendingUser): string | undefined {
  if (user.has_factor) return "/sign-in/code";
  const { factorRequired } = c.var.services.settings;
  return mustHaveFactor(factorRequired, user) ? "/sign-in/factor" : undefined;
}

/** Returns who has shown the password on this browser and is at the step of this address. */
export async function pendingUser(c: C): Promise<PendingUser | undefined> {
  const secret = readPending(c);
  if (!secret) return undefined;
  const user = await pendingSignIns.find(c.var.services.database.owner, hashSecret(secret));
  return user && stepOf(c, user) === c.req.path ? user : undefined;
}

/** Ends the pending sign-in of this browser, whose second step was done. */
export async function endPending(c: C): Promise<void> {
  const secret = readPending(c);
  if (secret) await pendingSignIns.end(c.var.services.database.owner, hashSecret(secret));
  clearPending(c);
}

/** Shows the page that asks for a code. */
export function showCode(c: C, carried: Carried, state: FormState = blankForm()) {
  return c.render(<CodePage state={state} carried={props(carried)} />, {
    title: "Enter your code",
  });
}

/** Shows the page that sets up a second factor, before the user is signed in. */
export function showEnrolment(c: C, enrolment: Enrolment, carried: Carried) {
  return c.render(
    <EnrolmentPage
      enrolment={enrolment}
      action="/sign-in/factor"
      cancel="/sign-in"
      intro="This service requires a second factor of admins. You are signed in once it is set up."
      hidden={<CarriedFields {...props(carried)} />}
    />,
    { title: "Set up a second factor" },
  );
}

const LATE = "This took too long. Sign in again.";

/** Leads back to the first step, where no password was shown or too long ago. */
export function startAgain(c: C, posted?: Posted) {
  const carried = carriedForm.parse(posted ?? { next: c.req.query("next") });
  if (!posted) return c.redirect(`/sign-in?${new URLSearchParams({ next: carried.next })}`, 303);
  c.status(401);
  return c.render(<SignInPage {...props(carried)} error={LATE} />, { title: "Sign in" });
}

function props({ next, kept }: Carried): CarriedProps {
  return { next, kept: kept && JSON.stringify(kept) };
}
