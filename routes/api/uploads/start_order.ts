/** Watches whether the starts of each site rise: then no two of its rows can contradict. */
export class StartOrder {
  readonly #last = new Map<string, number>();
  isKept = true;

  add(site: string, start: number): void {
    if (!this.isKept) return;
    const last = this.#last.get(site);
    this.isKept = last === undefined || start > last;
    this.#last.set(site, start);
  }
}
