import { readVersion } from "../service/version.ts";

console.log(await readVersion());
