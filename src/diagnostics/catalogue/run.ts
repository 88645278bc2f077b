import { defineCodes } from './define.ts';

/** What the run room can say. */
export const runCodes = defineCodes({});
