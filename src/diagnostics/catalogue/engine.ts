import { defineCodes } from './define.ts';

/** What the engine room can say. */
export const engineCodes = defineCodes({});
