/** Where people find the program: for links in mails. Never taken from a request, whose Host anybody may write. */
export class PublicUrl {
  constructor(private readonly base: string) {}

  /** The address of a page, with a secret behind the `#`, which no server and no log gets to see. */
  page(path: string, secret: Readonly<Record<string, string>>): string {
    const url = new URL(path, this.base.endsWith('/') ? this.base : `${this.base}/`);
    url.hash = new URLSearchParams(secret).toString();
    return url.href;
  }
}
