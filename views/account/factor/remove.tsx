import { ConfirmPage } from "../../ui/confirm.tsx";

/** Explains what the removal of the second factor means. */
export function RemoveFactorPage() {
  return (
    <ConfirmPage
      title="Remove your second factor?"
      action="/account/factor/remove"
      submit="Remove"
      cancel="/account/factor"
    >
      <p>
        You will sign in with your password alone. The entry in your app and your recovery codes
        will not work any more, and your other sessions end.
      </p>
    </ConfirmPage>
  );
}
