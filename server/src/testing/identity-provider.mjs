// A real OpenID provider for tests, as a process of its own (the library is ESM with top-level await, which Jest's
// CommonJS cannot load). Its parent says where the client is and who sits at its sign-in page; it signs that person in
// without asking. Talks by IPC: says {port}; hears {redirectUri} once, then {person}, and answers {heard: true}.
import http from 'node:http';
import Provider from 'oidc-provider';

/** {sub, claims, amr, error}: who signs in next, or how the provider refuses. */
let person = { sub: 'nobody', claims: {}, amr: [] };
let provider = null;
let answer = null;

const server = http.createServer((request, response) => {
  if (!provider) return response.writeHead(503).end();
  if (request.url.startsWith('/interaction/')) return void signIn(request, response);
  return answer(request, response);
});

async function signIn(request, response) {
  const result = person.error
    ? { error: person.error, error_description: 'as the test wants it' }
    : { login: { accountId: person.sub, amr: person.amr } };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}

function open(redirectUri) {
  const { port } = server.address();
  provider = new Provider(`http://127.0.0.1:${port}`, {
    clients: [
      {
        client_id: 'ioc',
        client_secret: 'a secret of the test, long enough',
        redirect_uris: [redirectUri],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    claims: {
      openid: ['sub', 'amr'],
      profile: ['name', 'preferred_username'],
      email: ['email', 'email_verified'],
      groups: ['groups'],
    },
    scopes: ['openid', 'profile', 'email', 'groups'],
    pkce: { required: () => true },
    cookies: { keys: ['of the test'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ sub, ...person.claims }) }),
    // Nobody is asked for consent.
    loadExistingGrant: async ({ oidc }) => {
      const { clientId, session } = { clientId: oidc.client.clientId, session: oidc.session };
      const grant = new oidc.provider.Grant({ clientId, accountId: session.accountId });
      grant.addOIDCScope('openid profile email groups');
      await grant.save();
      return grant;
    },
  });
  answer = provider.callback();
}

process.on('message', (message) => {
  if (message.redirectUri) open(message.redirectUri);
  if (message.person) person = message.person;
  process.send({ heard: true });
});
process.once('disconnect', () => process.exit(0));
server.listen(wantedPort(), '127.0.0.1', () => process.send({ port: server.address().port }));

/** The same port again for a provider that comes back. */
function wantedPort() {
  return Number(process.argv[2] ?? 0);
}
