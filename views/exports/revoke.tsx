import type { DownloadLink } from "../../domain/operations/exports/download_link.ts";
import { ConfirmPage } from "../ui/confirm.tsx";
import { UtcTime } from "../ui/utc_time.tsx";
import { exportWords } from "./words.ts";

export function RevokeLinkPage({ link }: { link: DownloadLink }) {
  return (
    <ConfirmPage
      title="Revoke this link?"
      action={`/exports/links/${link.link_uuid}/revoke`}
      submit="Revoke"
      cancel="/exports"
    >
      <p>
        It leads to: {exportWords(link.query)}. It was made{" "}
        <UtcTime at={link.created_utc} />. Whoever has it can no longer download the file. This
        cannot be undone, but you can make a new link.
      </p>
    </ConfirmPage>
  );
}
