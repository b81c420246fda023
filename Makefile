.DEFAULT_GOAL := help
.PHONY: help build test pictures e2e-alerts kills soak trial demo sandbox run format lint bench hostile microbench size chart publish image audit

CONFIGURATION ?= Release
BUILD := dotnet build WebhookController.sln -c $(CONFIGURATION) -v quiet --nologo

help: ## Show this list
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-10s %s\n", $$1, $$2 }'

build: ## Build everything, warnings as errors
	@$(BUILD)

test: build ## Build, run every test and end with "N passed, N failed, N skipped"
	@build/test.sh $(CONFIGURATION)

e2e-alerts: build ## From a label to the message of an alert, with Debian's prometheus and prometheus-alertmanager
	@REQUIRE_INSTALLED_PROGRAMS=true dotnet tests/WebhookController.Tests/bin/$(CONFIGURATION)/net10.0/WebhookController.Tests.dll -class "*AlertChainTests"

pictures: build ## Take the README's picture of the status page again, and others of it to look at (artifacts/pictures), with Chromium
	@mkdir -p docs/images artifacts/pictures
	@dotnet tests/WebhookController.Tests/bin/$(CONFIGURATION)/net10.0/WebhookController.Tests.dll -class "*.PictureTests" -class "*.LookTests" -explicit only

kills: build ## Kill one of two controllers a hundred times under load: nothing is lost or written twice
	@KILLS=100 dotnet tests/WebhookController.Tests/bin/$(CONFIGURATION)/net10.0/WebhookController.Tests.dll -class '*.KillTests' -showLiveOutput

soak: build ## Search for what breaks an invariant in other random clusters and lives than make test does, and three hundred times as many
	@CsCheck_Iter=$${CsCheck_Iter:-30000} dotnet tests/WebhookController.Core.Tests/bin/$(CONFIGURATION)/net10.0/WebhookController.Core.Tests.dll -class '*ModelTests'

# What a trial run needs, and no more: the Sandbox brings the controller along.
trial:
	@dotnet build src/Sandbox -c $(CONFIGURATION) -v quiet --nologo

demo: trial ## Walk through the main job and an archive against the Sandbox, step by step
	@dotnet src/Sandbox/bin/$(CONFIGURATION)/net10.0/Sandbox.dll demo

sandbox: trial ## Leave the Sandbox and a controller running, and print how to use kubectl with them
	@dotnet src/Sandbox/bin/$(CONFIGURATION)/net10.0/Sandbox.dll serve

run: build ## Run the controller against the cluster that KUBECONFIG names
	@dotnet src/WebhookController/bin/$(CONFIGURATION)/net10.0/WebhookController.dll run $(ARGS)

format: ## Put the code into house style
	@dotnet format WebhookController.sln

lint: build ## Check style and size without changing anything
	@dotnet format WebhookController.sln --verify-no-changes
	@build/size.sh

# The figures are those of the program as the image holds it.
bench: ## Measure the goals, print them as a table and write docs/benchmarks.md (minutes); ARGS="--only latency,writes" for some
	@dotnet build tests/Benchmarks -c Release -v quiet --nologo
	@build/publish.sh
	@dotnet tests/Benchmarks/bin/Release/net10.0/Benchmarks.dll $(ARGS)

hostile: ## Play hostile callers against the published process: memory, CPU, and the good requests' latency beside their quiet values
	@dotnet build tests/Benchmarks -c Release -v quiet --nologo
	@build/publish.sh
	@dotnet tests/Benchmarks/bin/Release/net10.0/Benchmarks.dll hostile

microbench: ## Run the benchmarks of single functions (several minutes)
	@dotnet run -c Release --project tests/Benchmarks -- micro --filter '*'

size: ## Print how long the source files are
	@build/size.sh

chart: ## Render the chart in every way that is tested and check it, with Helm where that is installed
	@dotnet build tests/WebhookController.Tests -c $(CONFIGURATION) -v quiet --nologo
	@dotnet tests/WebhookController.Tests/bin/$(CONFIGURATION)/net10.0/WebhookController.Tests.dll -namespace WebhookController.Tests.Deploy

publish: trial ## Publish what the image holds to artifacts/publish; print its size and how fast it starts
	@build/publish.sh
	@echo "artifacts/publish: $$(du -sh artifacts/publish | cut -f1)"
	@dotnet src/Sandbox/bin/$(CONFIGURATION)/net10.0/Sandbox.dll start-time --controller artifacts/publish/WebhookController.dll

image: ## Build the container image, where there is an engine
	@build/image.sh

audit: ## Look for known vulnerabilities in the packages that are used
	@build/audit.sh
