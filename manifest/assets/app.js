(function () {
  "use strict";

  var systemDark = window.matchMedia("(prefers-color-scheme: dark)");

  function paint(scheme) {
    document.documentElement.dataset.scheme = scheme === "dark" ? "dark" : "light";
  }

  function followHeight(client) {
    new ResizeObserver(function () {
      var height = Math.ceil(document.body.getBoundingClientRect().height);
      client.invoke("resize", { width: "100%", height: height + "px" });
    }).observe(document.body);
  }

  function followScheme(client) {
    client.on("colorScheme.changed", paint);
    client.get("colorScheme").then(function (answer) {
      paint(answer.colorScheme);
    });
  }

  function connect() {
    // the framework is absent offline, and outside Zendesk init() answers false: the page then simply stands as it is
    var client = window.ZAFClient ? window.ZAFClient.init() : false;
    if (client) {
      followScheme(client);
      followHeight(client);
    }
  }

  // before the first paint, so that a dark Zendesk never flashes white
  paint(new URLSearchParams(window.location.search).get("colorScheme") || (systemDark.matches ? "dark" : "light"));
  // deferred scripts, the framework among them, have run by then
  document.addEventListener("DOMContentLoaded", connect);
})();
