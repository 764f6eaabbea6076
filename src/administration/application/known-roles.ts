import { Injectable } from '@nestjs/common';

/** The names of all roles, for access controls. The context that keeps the roles enters them as it starts. */
@Injectable()
export class KnownRoles {
  private readonly names = new Set<string>();

  add(...names: readonly string[]): void {
    for (const name of names) this.names.add(name);
  }

  has(name: string): boolean {
    return this.names.has(name);
  }
}
