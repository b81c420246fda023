# syntax=docker/dockerfile:1
ARG DOTNET=10.0

# Runs as the machine that builds, for whichever architecture the image is.
FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:${DOTNET} AS build
ARG TARGETARCH
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY build/publish.sh build/
COPY src/WebhookController.Core src/WebhookController.Core
COPY src/WebhookController src/WebhookController
RUN --mount=type=cache,target=/root/.nuget/packages build/publish.sh "$TARGETARCH" /app

# No shell, no package manager, no root.
FROM mcr.microsoft.com/dotnet/aspnet:${DOTNET}-noble-chiseled
ARG VERSION=0.1.0
ARG REVISION=unknown
ARG CREATED=unknown
LABEL org.opencontainers.image.title="longhorn-backup-controller" \
      org.opencontainers.image.description="Backs up Longhorn volumes as the labels of their PVCs say" \
      org.opencontainers.image.source="https://github.com/vluwte/longhorn-backup-controller" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.created="${CREATED}"
WORKDIR /app
COPY --from=build /app .
# The root is read-only, so there is nowhere to put a debugger's socket; and the ports are the program's own to choose.
ENV DOTNET_EnableDiagnostics=0 \
    ASPNETCORE_HTTP_PORTS=
USER 1654:1654
EXPOSE 8443 8080
ENTRYPOINT ["dotnet", "WebhookController.dll"]
