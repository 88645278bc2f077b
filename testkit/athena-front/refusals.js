/** What the API itself refuses: the call fails, and no query comes to be. */
export class ApiError extends Error {
  /**
   * @param {string} type The exception of Athena's API, `InvalidRequestException`.
   * @param {string} message
   * @param {{ status?: number, fields?: Record<string, string> }} [options]
   */
  constructor(type, message, { status = 400, fields = {} } = {}) {
    super(message);
    this.name = type;
    this.status = status;
    /** @type {Record<string, string>} Further fields of the exception. */
    this.fields = fields;
  }
}

/** What a query fails with after it was accepted: it ends FAILED, with this as its reason. */
export class QueryFailure extends Error {
  /**
   * @param {string} message As StateChangeReason says it, error name first.
   * @param {{ category?: number, type?: number, retryable?: boolean }} [athenaError]
   */
  constructor(message, { category = 2, type = 1000, retryable = false } = {}) {
    super(message);
    this.name = 'QueryFailure';
    this.athenaError = { ErrorCategory: category, ErrorType: type, Retryable: retryable, ErrorMessage: message };
  }
}

/**
 * @param {string} message
 * @param {string} [code]
 */
export function invalidRequest(message, code = 'INVALID_INPUT') {
  return new ApiError('InvalidRequestException', message, { fields: { AthenaErrorCode: code } });
}

/** What Athena can and this front cannot do: said so plainly, so that nobody takes it for a rule of Athena. */
export function notInThisFront(/** @type {string} */ what) {
  return invalidRequest(`athena-front: ${what} is valid in Athena, but not available in this front.`, 'NOT_IN_FRONT');
}

/** A statement that one of Athena's two parsers reads, but that is not run. */
export function unsupportedType() {
  return invalidRequest('Queries of this type are not supported', 'MALFORMED_QUERY');
}

/**
 * @param {{ line: number, column: number }} place
 * @param {string} message
 */
export function malformed({ line, column }, message) {
  return invalidRequest(`line ${line}:${column}: ${message}`, 'MALFORMED_QUERY');
}
