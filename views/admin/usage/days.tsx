import type { DayUsage } from "../../../domain/operations/usage.ts";
import { count } from "../../../domain/plural.ts";
import { shortDate, shortWeekday } from "../../ui/day_text.ts";

/** Lists the requests of each day, with a bar relative to the busiest day. */
export function DaysTable({ days }: { days: DayUsage[] }) {
  const most = Math.max(1, ...days.map(({ requests }) => requests));
  return (
    <table class="list usage days">
      <caption class="visually-hidden">Requests of each UTC day</caption>
      <thead>
        <tr>
          <th scope="col">Day</th>
          <th scope="col" class="number">Requests</th>
          <th scope="col" class="number">Pages</th>
          <th scope="col" class="number">API</th>
          <th class="wide" aria-hidden="true"></th>
        </tr>
      </thead>
      <tbody>{days.toReversed().map((day) => <Day {...day} share={day.requests / most} />)}</tbody>
    </table>
  );
}

function Day({ day, requests, pages, api, share }: DayUsage & { share: number }) {
  return (
    <tr>
      <th scope="row">{dayText(day)}</th>
      <td class="number" data-label="Requests">{count(requests)}</td>
      <td class="number" data-label="Pages">{count(pages)}</td>
      <td class="number" data-label="API">{count(api)}</td>
      <td class="wide" aria-hidden="true">
        <svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none">
          <rect width={Math.round(share * 1000) / 10} height="1" />
        </svg>
      </td>
    </tr>
  );
}

/** `Sat 21 Nov 2026`. */
function dayText(day: string): string {
  const date = Temporal.PlainDate.from(day);
  return `${shortWeekday(date)} ${shortDate(date)}`;
}
