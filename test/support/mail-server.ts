import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** What arrived: who it was for, and the whole message. */
interface Received {
  readonly to: string[];
  readonly text: string;
}

/** A mail server on the loopback that refuses as many mails as it is told to. */
export class MailServer {
  readonly received: Received[] = [];
  refusals = 0;
  private server: SMTPServer | undefined;
  private port = 0;

  /** Listens, after it was closed at the same address again. Answers the URL. */
  listen(): Promise<string> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData: (stream, session, done) => {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('end', () => {
          if (this.refusals > 0) {
            this.refusals -= 1;
            done(Object.assign(new Error('Busy, try again later'), { responseCode: 451 }));
            return;
          }
          this.received.push({ to: session.envelope.rcptTo.map(({ address }) => address), text: Buffer.concat(parts).toString() });
          done();
        });
      },
    });
    this.server = server;
    return new Promise((resolve) =>
      server.listen(this.port, '127.0.0.1', () => {
        this.port = (server.server.address() as AddressInfo).port;
        resolve(`smtp://127.0.0.1:${this.port}`);
      }),
    );
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server!.close(() => resolve()));
  }
}
