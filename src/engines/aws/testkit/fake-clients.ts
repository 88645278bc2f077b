import * as glueSdk from '@aws-sdk/client-glue';
import * as s3Sdk from '@aws-sdk/client-s3';
import type { AwsClients } from '../clients.ts';

/** Fields of inputs that answers look at. */
interface Input {
  readonly DatabaseName: string;
  readonly Name: string;
  readonly NextToken?: string;
  readonly TableInput: glueSdk.Table;
  readonly PartitionInputList: readonly {
    readonly Values: string[];
    readonly StorageDescriptor: { readonly Location: string };
  }[];
  readonly PartitionsToDelete: readonly { readonly Values: string[] }[];
  readonly Key: string;
  readonly Prefix: string;
  readonly Body: string;
  readonly IfNoneMatch?: string;
}

type Answer = (input: Input) => unknown;

/** A call that was made: `GetTable` with its input. */
export interface Call {
  readonly name: string;
  readonly input: Record<string, unknown>;
}

/** Clients whose calls are answered by functions: `{ GetTable: ({ Name }) => ({ Table: … }) }`. What has no answer fails. */
export function fakeClients(answers: Readonly<Record<string, Answer>>): AwsClients & { readonly calls: Call[] } {
  const calls: Call[] = [];
  const send = async (command: { readonly input: object }): Promise<unknown> => {
    const name = command.constructor.name.replace(/Command$/, '');
    const input = command.input as Record<string, unknown>;
    calls.push({ name, input });
    const answer = answers[name];
    if (!answer) throw new Error(`No answer to ${name}`);
    return answer(command.input as Input);
  };
  const client = { send, destroy: () => undefined };
  return {
    calls,
    glue: () => Promise.resolve({ sdk: glueSdk, client: client as never }),
    s3: () => Promise.resolve({ sdk: s3Sdk, client: client as never }),
    destroy: () => Promise.resolve(),
  };
}

/** An error as the SDK throws it. */
export function awsError(name: string, message = name, status = 400): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode: status } });
}

/** A body as GetObject gives it. */
export function body(text: string): object {
  const bytes = new TextEncoder().encode(text);
  return { transformToByteArray: () => Promise.resolve(bytes), transformToString: () => Promise.resolve(text) };
}
