import { startAll } from "./behaviors.js";

startAll(document);
