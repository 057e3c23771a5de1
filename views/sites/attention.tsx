import {
  attentionText,
  reasonText,
  sinceText,
} from "../../domain/sites/attention/attention_text.ts";
import {
  type AttentionCount,
  type AttentionKind,
  attentionLabel,
  type DismissedBy,
  type ListedAttention,
  LOGGER_KINDS,
  type OpenAttention,
} from "../../domain/sites/attention/kinds.ts";
import { counted } from "../../domain/plural.ts";

interface AttentionListProps {
  siteUuid: string;
  /** The site's zone, in which times are shown. */
  zone: string;
  attention: ListedAttention[];
}

/** Lists what is wrong with a site, the most urgent in full, above what its group has dismissed; nothing when all is well. */
export function AttentionList({ siteUuid, zone, attention }: AttentionListProps) {
  const open = attention.filter(({ dismissed }) => dismissed === null);
  const dismissed = attention.flatMap(({ dismissed, ...one }) =>
    dismissed === null ? [] : [{ ...one, ...dismissed }]
  );
  const path = `/sites/${siteUuid}/attention`;
  return (
    <>
      {open.length > 0 && (
        <section class="callout warn attention" aria-labelledby="attention-heading">
          <h2 id="attention-heading" class="visually-hidden">Needs attention</h2>
          <OpenOnes path={path} zone={zone} open={open.slice(0, 1)} />
          {open.length > 1 && (
            <details>
              <summary>
                And {open.slice(1).map(({ kind }) => attentionLabel(kind)).join(", ")}
              </summary>
              <OpenOnes path={path} zone={zone} open={open.slice(1)} />
            </details>
          )}
        </section>
      )}
      {dismissed.length > 0 && <Dismissed path={path} zone={zone} dismissed={dismissed} />}
    </>
  );
}

interface OpenProps {
  path: string;
  zone: string;
  open: OpenAttention[];
}

function OpenOnes({ path, zone, open }: OpenProps) {
  return (
    <ul>
      {open.map((one) => (
        <li>
          <b>{attentionLabel(one.kind)}.</b> {attentionText(one, zone)} {isOfLoggers(one.kind) && (
            <>
              <a href={`/sites/${one.site_uuid}/loggers`}>Loggers</a>
              {" "}
            </>
          )}
          <a href={`${path}/${one.attention_uuid}/dismiss`}>
            Dismiss<span class="visually-hidden">: {attentionLabel(one.kind)}</span>…
          </a>
        </li>
      ))}
    </ul>
  );
}

const isOfLoggers = (kind: AttentionKind) => LOGGER_KINDS.some((one) => one === kind);

interface DismissedProps {
  path: string;
  zone: string;
  dismissed: (OpenAttention & DismissedBy)[];
}

function Dismissed({ path, zone, dismissed }: DismissedProps) {
  return (
    <details class="attention-dismissed">
      <summary>Dismissed ({dismissed.length})</summary>
      <ul>
        {dismissed.map((one) => (
          <li class="with-button">
            <span>
              <b>{attentionLabel(one.kind)}</b> since {sinceText(one, zone)}:{" "}
              {one.text ? <bdi>{one.text}</bdi> : reasonText(one.reason)}
              {one.dismissed_by && <span class="muted">, by {one.dismissed_by}</span>}
            </span>
            <form method="post" action={`${path}/${one.attention_uuid}/take-back`}>
              <button type="submit">
                Show again<span class="visually-hidden">: {attentionLabel(one.kind)}</span>
              </button>
            </form>
          </li>
        ))}
      </ul>
    </details>
  );
}

interface AttentionCountsProps {
  counts: AttentionCount[];
  /** The address of the list with the sites of a kind alone. */
  href: (kind: AttentionKind) => string;
}

/** Says above a list how many of its sites need attention, by kind, each a link to them. */
export function AttentionCounts({ counts, href }: AttentionCountsProps) {
  if (counts.length === 0) return null;
  return (
    <nav class="callout warn attention-counts" aria-label="Needs attention">
      <b>Needs attention:</b>
      <ul>
        {counts.map(({ kind, sites }) => (
          <li>
            <a href={href(kind)}>
              {attentionLabel(kind)} <span class="muted">{counted(sites, "site")}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
