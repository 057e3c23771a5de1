import { Breadcrumb } from "../ui/breadcrumb.tsx";

export interface SessionNeighbours {
  previous?: string;
  next?: string;
  /** Query string of the list that they are of, without `?`. */
  list: string;
}

const withList = (path: string, list: string) =>
  list === "" ? path : `${path}?${new URLSearchParams({ list })}`;

/** Returns the address of a session, or of a page below it, with the list that it was reached from. */
export const sessionUrl = (sessionId: string, list: string, below = "") =>
  withList(`/charging/${sessionId}${below}`, list);

interface HeaderProps {
  title: string;
  sessionId: string;
  neighbours: SessionNeighbours;
}

/** The title of a session, what can be done with it, and its neighbours in the list. */
export function SessionHeader({ title, sessionId, neighbours }: HeaderProps) {
  const { list } = neighbours;
  return (
    <header>
      <div class="trail">
        <Breadcrumb trail={[["Charging", list === "" ? "/charging" : `/charging?${list}`]]} />
        <Neighbours {...neighbours} />
      </div>
      <div class="page-head">
        <h1>{title}</h1>
        <a class="button" href={sessionUrl(sessionId, list, "/edit")}>Edit</a>
        <a class="button" href={sessionUrl(sessionId, list, "/remove")}>Remove</a>
      </div>
    </header>
  );
}

function Neighbours({ previous, next, list }: SessionNeighbours) {
  if (!previous && !next) return null;
  return (
    <nav class="session-neighbours" aria-label="Other sessions of the list">
      {previous && <a rel="prev" href={sessionUrl(previous, list)}>‹ Previous</a>}
      {next && <a rel="next" href={sessionUrl(next, list)}>Next ›</a>}
    </nav>
  );
}
