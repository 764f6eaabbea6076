interface OpenElement {
  readonly line: number;
  text: string;
  hasChildren: boolean;
}

/** The elements that are open at this point of an XML document, the innermost last. */
export class ElementStack {
  /** Names from the root to the innermost element. */
  readonly path: string[] = [];
  private readonly elements: OpenElement[] = [];

  push(name: string, line: number): void {
    const parent = this.elements.at(-1);
    if (parent) {
      parent.hasChildren = true;
      // Indentation; kept, it would add up over the thousands of children of a long list.
      if (parent.text.trim() === '') parent.text = '';
    }
    this.path.push(name);
    this.elements.push({ line, text: '', hasChildren: false });
  }

  pop(): void {
    this.path.pop();
    this.elements.pop();
  }

  addText(text: string): void {
    const element = this.elements.at(-1);
    if (!element || (element.hasChildren && text.trim() === '')) return;
    element.text += text;
  }

  get text(): string {
    return this.elements.at(-1)?.text ?? '';
  }

  get line(): number {
    return this.elements.at(-1)?.line ?? 1;
  }
}
