import { type Token, tokenName } from "../../../domain/account/token.ts";
import { ConfirmPage } from "../../ui/confirm.tsx";
import { UtcTime } from "../../ui/utc_time.tsx";
import { isolated } from "../../ui/isolated.ts";

export function RevokeTokenPage({ token }: { token: Token }) {
  return (
    <ConfirmPage
      title={`Revoke ${isolated(tokenName(token))}?`}
      action={`/account/tokens/${token.token_uuid}/revoke`}
      submit="Revoke"
      cancel="/account/tokens"
    >
      <p>
        Scripts that use the token{" "}
        <code>{token.prefix}</code>… will be refused from now on. Last used:{" "}
        <UtcTime at={token.last_used_utc} />. This cannot be undone, but you can create a new token.
      </p>
    </ConfirmPage>
  );
}
