import { defineCodes } from './define.ts';

/** What the plan room can say. */
export const planCodes = defineCodes({});
