/** A thing that a form of a session offers to choose. */
export interface FormOption {
  value: string;
  name: string;
}

/** What the forms of a session offer. */
export interface FormOptions {
  sites: FormOption[];
  networks: FormOption[];
  locations: FormOption[];
  stalls: FormOption[];
  vehicles: FormOption[];
}
