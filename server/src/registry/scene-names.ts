// Which scenes there are by name, for features that are told one. The feature of scenes knows and answers here; who asks
// need not know it.
import { Injectable } from '@nestjs/common';

type Answer = () => Promise<ReadonlySet<string>>;

@Injectable()
export class SceneNames {
  #answer: Answer = () => Promise.resolve(new Set());

  answeredBy(answer: Answer): void {
    this.#answer = answer;
  }

  all(): Promise<ReadonlySet<string>> {
    return this.#answer();
  }
}
