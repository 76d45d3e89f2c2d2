/** What a failed connection means, and what to do; `setting` is where its address comes from. */
type Words = (setting: string) => string;

const refused: Words = (setting) =>
  `the connection is refused: nothing listens there. Start it, or correct ${setting}`;
const unknownHost: Words = (setting) =>
  `there is no host of this name. Correct ${setting}, or look at the DNS`;
const unreachable: Words = (setting) =>
  `there is no answer from this address. Look at the network, the firewall or security group, and at ${setting}`;
const silent: Words = (setting) =>
  `the connection is taken, but there is no answer. Is it this kind of server? Look at ${setting}; if it is right, the server hangs`;
const late: Words = (setting) =>
  `there is no answer in time. Look at ${setting}, at the network and the firewall or security group, and whether the server hangs`;
const cut: Words = (setting) =>
  `the connection is closed without an answer. Is it this kind of server, and does it let this machine in? Look at ${setting}`;
const untrusted: Words = () =>
  "the server's certificate is not trusted. If it is the right server, set NODE_EXTRA_CA_CERTS to the file of the authority " +
  'that signed it';
const noTls: Words = (setting) =>
  `the server does not speak TLS, but ${setting} asks for it. Correct ${setting}, or switch TLS on there`;

const byCode: Record<string, Words> = {
  ECONNREFUSED: refused,
  ENOTFOUND: unknownHost,
  EAI_AGAIN: unknownHost,
  ETIMEDOUT: unreachable,
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  UND_ERR_CONNECT_TIMEOUT: unreachable,
  TimeoutError: late,
  NO_ANSWER: silent,
  CLOSED: cut,
  ECONNRESET: cut,
  EPIPE: cut,
  UND_ERR_SOCKET: cut,
  HPE_INVALID_CONSTANT: cut,
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  UNABLE_TO_GET_ISSUER_CERT: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  CERT_UNTRUSTED: untrusted,
  CERT_HAS_EXPIRED: () =>
    "the server's certificate has expired. Renew it there (or is the clock of this machine wrong?)",
  ERR_TLS_CERT_ALTNAME_INVALID: (setting) =>
    `the server's certificate is for another name. Use a name that it has in ${setting}, or renew it there`,
  EPROTO: noTls,
  ERR_SSL_WRONG_VERSION_NUMBER: noTls,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: noTls,
};

/** What a network error of this code means and what to do; null when it is none. */
export function networkWords(code: string, setting: string): string | null {
  return byCode[code]?.(setting) ?? null;
}
