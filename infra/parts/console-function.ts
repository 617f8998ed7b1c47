/**
 * What runs at the edge before a page is looked for (CloudFront Functions, runtime 2.0: plain JavaScript without modules). It answers
 * /console.json itself, and gives every address of the console its one page. It decides by the request and not by a missing file: an error
 * page would also stand where the API says 404. `settings` is JSON, in which CloudFormation may still fill in names.
 */
export const consoleFunction = (settings: string): string => `
function answer(status, description, body) {
  return {
    statusCode: status,
    statusDescription: description,
    headers: {
      "content-type": { value: "application/json" },
      "cache-control": { value: "no-cache" },
      "x-content-type-options": { value: "nosniff" }
    },
    body: { encoding: "text", data: JSON.stringify(body) }
  };
}
function handler(event) {
  var request = event.request;
  var isRead = request.method === "GET" || request.method === "HEAD";
  if (isRead && request.uri === "/console.json") return answer(200, "OK", ${settings});
  // A file lies beside the page, with an ending; an address of the console has no ending, or lies deeper.
  if (isRead && /^\\/[\\w-]+\\.\\w+$/.test(request.uri)) return request;
  var accept = request.headers.accept ? request.headers.accept.value : "";
  if (!isRead || (request.uri !== "/" && accept.indexOf("text/html") === -1)) return answer(404, "Not Found", { message: "Not Found" });
  request.uri = "/index.html";
  return request;
}
`;
