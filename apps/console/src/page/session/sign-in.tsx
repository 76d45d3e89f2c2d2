import { useState } from 'preact/hooks';
import type { Trouble } from '../server/ask.ts';
import { tell } from '../server/ask.ts';

export function SignIn({ onSignedIn }: { onSignedIn: () => void }) {
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [asking, setAsking] = useState(false);

  async function signIn(form: HTMLFormElement): Promise<void> {
    setAsking(true);
    const answer = await tell('/api/sign-in', Object.fromEntries(new FormData(form)));
    setAsking(false);
    if (answer.kind === 'told') return onSignedIn();
    setTrouble(answer);
    form.querySelector<HTMLInputElement>('[name=password]')!.select();
  }

  return (
    <main class="gate">
      <h1>Call records</h1>
      <form
        class="sign-in"
        onSubmit={(event) => {
          event.preventDefault();
          void signIn(event.currentTarget);
        }}
      >
        <label>
          Name
          <input name="name" autocomplete="username" required autofocus />
        </label>
        <label>
          Password
          <input name="password" type="password" autocomplete="current-password" required />
        </label>
        <p class="bad sign-in-trouble" role="alert">
          {trouble?.problem}
        </p>
        <button class="primary" disabled={asking}>
          Sign in
        </button>
      </form>
    </main>
  );
}
