/** Sites, or runs, that are watched: so many that their names fill a tenth of the memory of an upload. */
const MOST_WATCHED = 50_000;

/** Watches whether the starts of each site, or run, rise: then no two of its rows can contradict. */
export class StartOrder {
  readonly #last = new Map<string, number>();
  /** Also false when there are too many to tell. */
  isKept = true;

  add(name: string, start: number): void {
    if (!this.isKept) return;
    const last = this.#last.get(name);
    this.isKept = last === undefined ? this.#last.size < MOST_WATCHED : start > last;
    if (this.isKept) this.#last.set(name, start);
    else this.#last.clear();
  }
}
