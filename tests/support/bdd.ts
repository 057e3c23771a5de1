/** What `@std/testing/bdd` exports, over node:test: the package itself is not on npm. */
export {
  after as afterAll,
  afterEach,
  before as beforeAll,
  beforeEach,
  describe,
  it,
} from "node:test";
