/** Where the lake's servers are. The JSON line that `npm run lake` prints. */
export interface LakeAddresses {
  readonly trino: { readonly host: string; readonly port: number; readonly url: string };
  /** Glue and S3; the keys are those of a double and open nothing. */
  readonly aws: {
    readonly endpoint: string;
    readonly region: string;
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
  };
  readonly bucket: string;
}

export interface Lake extends LakeAddresses {
  /** Id of the process that holds the servers; they are in its process group. */
  readonly keeper: number;
  /** Ends every process of the lake and removes its files. */
  readonly stop: () => Promise<void>;
  /** Settles when it has ended, by itself or by `stop`. */
  readonly stopped: Promise<void>;
}

export interface LakeOptions {
  readonly log: (line: string) => void;
  readonly trinoPort?: number | undefined;
  readonly awsPort?: number | undefined;
}

/** Starts a lake; throws an error which says what is missing and what to install. */
export function startLake(options: LakeOptions): Promise<Lake>;
