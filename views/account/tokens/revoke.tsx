import { type Token, tokenName } from "../../../domain/account/token.ts";
import { ConfirmPage } from "../../ui/confirm.tsx";
import { UtcTime } from "../../ui/utc_time.tsx";

export function RevokeTokenPage({ token }: { token: Token }) {
  return (
    <ConfirmPage
      title={`Revoke ${tokenName(token)}?`}
      action={`/account/tokens/${token.token_uuid}/revoke`}
      submit="Revoke"
      cancel="/account/tokens"
    >
      <p>
        Scripts with the token <code>{token.prefix}</code>… are refused from now on. Last used:{" "}
        <UtcTime at={token.last_used_utc} />. This cannot be undone; make a new token instead.
      </p>
    </ConfirmPage>
  );
}
